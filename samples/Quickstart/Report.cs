namespace Quickstart;

/// <summary>The content of <c>report.json</c>.</summary>
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
    IReadOnlyDictionary<string, double> ForecastSeconds,
    IReadOnlyDictionary<string, double> StageSeconds,
    double StudentSeconds,
    double Seconds,
    double ForecastMemoryMb,
    double PeakMemoryMb,
    ulong Seed,
    bool IsShort,
    string Device);
