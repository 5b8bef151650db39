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
    IReadOnlyList<LayerRow> Layers,
    double Seconds,
    ulong Seed,
    bool IsShort,
    string Device);

/// <summary>What a network costs and what it is worth.</summary>
/// <param name="Accuracy">Top-1 on the test images, 0 to 1, by ONNX Runtime.</param>
/// <param name="LatencyMs">Median of one image on one thread in ONNX Runtime, in milliseconds.</param>
/// <param name="Parameters">Trainable numbers.</param>
/// <param name="Macs">Multiply-accumulates per image.</param>
internal sealed record Measured(double Accuracy, double LatencyMs, long Parameters, long Macs);

/// <summary>Where one stage of the user's network went.</summary>
internal sealed record StageRow(string Stage, string Modules, string Place, string Reason);

/// <summary>What became of one layer.</summary>
/// <param name="Layer">Its name.</param>
/// <param name="Operation">The operation that took its place.</param>
/// <param name="TeacherMs">What the teacher's own layer takes in the table, in milliseconds.</param>
/// <param name="StudentMs">What the operation takes in the table, in milliseconds.</param>
internal sealed record LayerRow(string Layer, string Operation, double TeacherMs, double StudentMs);
