namespace Lana.Reproduction.Tables;

/// <summary>A layer before and after.</summary>
/// <param name="Layer">Its name.</param>
/// <param name="Operation">What took its place.</param>
/// <param name="TeacherMs">What the teacher's takes in the table, in milliseconds.</param>
/// <param name="StudentMs">What the operation takes.</param>
/// <param name="TeacherParameters">Trainable numbers before.</param>
/// <param name="StudentParameters">Trainable numbers after.</param>
internal sealed record InsightColumn(
    string Layer,
    string Operation,
    double TeacherMs,
    double StudentMs,
    long TeacherParameters,
    long StudentParameters);
