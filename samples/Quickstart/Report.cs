namespace Quickstart;

/// <summary>What <c>report.json</c> says.</summary>
internal sealed record Report(
    Measured Teacher,
    Measured Student,
    Measured Scaled,
    double ScaledPhi,
    double BudgetMs,
    double PredictedMs,
    double SelectionMs,
    double Speedup,
    int Rounds,
    IReadOnlyList<string> Selection,
    IReadOnlyList<LayerChoice> Layers,
    double ParityDifference,
    IReadOnlyDictionary<string, double> StageSeconds,
    double StudentSeconds,
    double Seconds,
    double PeakMemoryMb,
    ulong Seed,
    bool IsShort,
    string Device);

/// <summary>What became of one layer.</summary>
/// <param name="Layer">Its name.</param>
/// <param name="Operation">The operation that took its place.</param>
/// <param name="TeacherMs">What the teacher's own layer takes in the table, in milliseconds.</param>
/// <param name="StudentMs">What the operation takes in the table, in milliseconds.</param>
internal sealed record LayerChoice(string Layer, string Operation, double TeacherMs, double StudentMs);
