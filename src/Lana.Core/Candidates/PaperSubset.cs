namespace Lana.Candidates;

/// <summary>The members of the full grids that are in <see cref="SearchSpace.Paper"/>.</summary>
internal static class PaperSubset
{
    private static readonly string[] Widths = ["w0.0625", "w0.125", "w0.25", "w0.5", "w1", "w2"];
    private static readonly string[] Transformers = ["d1_c64", "d1_c128", "d1_c256"];

    public static bool Has(Operation operation) => operation.Family switch
    {
        "cb_stack" or "cb_bottle" or "cb_res" or "repvgg" or "conv_cs" =>
            Widths.Any(width => operation.Name.EndsWith($"_{width}", StringComparison.Ordinal)),
        "vit" => Transformers.Any(shape => operation.Name.StartsWith($"vit_{shape}_", StringComparison.Ordinal)),
        _ => true,
    };
}
