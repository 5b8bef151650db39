using Lana.Scoring;

namespace Lana.Benchmarks.Imported;

/// <summary>What became of one file.</summary>
/// <param name="Name">The row.</param>
/// <param name="Wanted">The speed-up that is wanted.</param>
/// <param name="TeacherMs">The latency of the file, in milliseconds.</param>
/// <param name="StudentMs">The latency of the student, measured beside it.</param>
/// <param name="TeacherAccuracy">What the judge says of the teacher, 0 to 1; null where only outputs are compared.</param>
/// <param name="StudentAccuracy">The same of the student.</param>
/// <param name="Outputs">The agreement of each output on held-out images.</param>
/// <param name="Parity">The largest difference of the student's file and torch, as a share of the outputs' spread.</param>
/// <param name="Images">Images that train.</param>
/// <param name="Seconds">What it took.</param>
/// <param name="StageSeconds">What each stage took.</param>
/// <param name="Operations">The operation in each layer.</param>
/// <param name="Plain">The plain baseline; null where none is within the budget.</param>
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
