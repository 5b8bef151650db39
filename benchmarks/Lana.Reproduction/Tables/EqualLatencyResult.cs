namespace Lana.Reproduction.Tables;

/// <summary>A student and the plain member of its family that is as fast.</summary>
/// <param name="Member">The member's registered name.</param>
/// <param name="TeacherMs">The latency of the teacher in milliseconds; all are measured together.</param>
/// <param name="MemberMs">The latency of the member.</param>
/// <param name="StudentMs">The student.</param>
/// <param name="TeacherAccuracy">On the test images, 0 to 1.</param>
/// <param name="MemberAccuracy">The member's, trained on labels.</param>
/// <param name="DistilledAccuracy">The member's, trained on labels and the same teacher.</param>
/// <param name="Student">The student.</param>
internal sealed record EqualLatencyResult(
    string Member,
    double TeacherMs,
    double MemberMs,
    double StudentMs,
    double TeacherAccuracy,
    double MemberAccuracy,
    double DistilledAccuracy,
    StudentRow Student)
{
    /// <summary>The side of the member's images in pixels; null in results from before members had their own
    /// resolution: then the teacher's.</summary>
    public int? MemberResolution { get; init; }
}
