namespace Lana.Reproduction.Tables;

/// <summary>A curve of accuracy over latency.</summary>
/// <param name="TeacherAccuracy">On the test images, 0 to 1.</param>
/// <param name="Students">One for each budget.</param>
/// <param name="Members">The plain members of the family.</param>
internal sealed record SpeedUpResult(
    double TeacherAccuracy, IReadOnlyList<StudentRow> Students, IReadOnlyList<MemberPoint> Members);
