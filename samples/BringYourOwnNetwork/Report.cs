namespace BringYourOwnNetwork;

/// <summary>The content of <c>report.json</c>.</summary>
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

/// <summary>The place of one stage of the user's network.</summary>
internal sealed record StageRow(string Stage, string Modules, string Place, string Reason);
