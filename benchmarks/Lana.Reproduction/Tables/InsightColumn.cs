namespace Lana.Reproduction.Tables;

/// <summary>A layer before and after.</summary>
/// <param name="Layer">Its name.</param>
/// <param name="Operation">The operation that replaced it.</param>
/// <param name="TeacherMs">The latency of the teacher's own layer in the table, in milliseconds.</param>
/// <param name="StudentMs">The latency of the operation in the table, in milliseconds.</param>
/// <param name="TeacherParameters">The number of trainable parameters before.</param>
/// <param name="StudentParameters">The number of trainable parameters after.</param>
internal sealed record InsightColumn(
    string Layer,
    string Operation,
    double TeacherMs,
    double StudentMs,
    long TeacherParameters,
    long StudentParameters);
