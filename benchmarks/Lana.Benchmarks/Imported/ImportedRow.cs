using Lana.Scoring;

namespace Lana.Benchmarks.Imported;

/// <summary>The result of one file.</summary>
/// <param name="Name">The name of the row.</param>
/// <param name="Wanted">The requested speed-up.</param>
/// <param name="TeacherMs">The latency of the file, in milliseconds.</param>
/// <param name="StudentMs">The latency of the student, measured together with it.</param>
/// <param name="TeacherAccuracy">The teacher's accuracy in the evaluation, 0 to 1; null if only outputs are compared.</param>
/// <param name="StudentAccuracy">The same for the student.</param>
/// <param name="Outputs">The agreement of each output on held-out images.</param>
/// <param name="Parity">The largest difference of the student's file and torch, as a share of the outputs' spread.</param>
/// <param name="Images">The number of training images.</param>
/// <param name="Seconds">The duration in seconds.</param>
/// <param name="StageSeconds">The duration of each stage in seconds.</param>
/// <param name="Operations">The operation in each layer.</param>
/// <param name="Plain">The plain baseline; null if none is within the budget.</param>
internal sealed record ImportedRow(
    string Name,
    double Wanted,
    double TeacherMs,
    double StudentMs,
    double? TeacherAccuracy,
    double? StudentAccuracy,
    IReadOnlyList<OutputAgreement> Outputs,
    double Parity,
    int Images,
    double Seconds,
    IReadOnlyDictionary<string, double> StageSeconds,
    IReadOnlyList<string> Operations,
    PlainRow? Plain)
{
    public double Speedup => TeacherMs / StudentMs;
}
