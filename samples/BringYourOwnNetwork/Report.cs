namespace BringYourOwnNetwork;

/// <summary>What <c>report.json</c> says.</summary>
internal sealed record Report(
    Measured Teacher,
    Measured Student,
    double BudgetMs,
    double Speedup,
    double SplitDifference,
    double ParityDifference,
    IReadOnlyList<StageRow> Stages,
    IReadOnlyList<LayerChoice> Layers,
    double Seconds,
    ulong Seed,
    bool IsShort,
    string Device);

/// <summary>Where one stage of the user's network went.</summary>
internal sealed record StageRow(string Stage, string Modules, string Place, string Reason);
