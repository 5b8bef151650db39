namespace Lana.Definitions;

/// <summary>Changes the convolutions of a definition, those inside gates excepted.</summary>
internal static class ConvReplacement
{
    public static Definition Apply(Definition definition, Func<Conv, Conv> change) => definition switch
    {
        Conv conv => change(conv),
        Chain chain => chain with { Parts = Apply(chain.Parts, change) },
        Residual residual => new Residual(Apply(residual.Body, change)),
        Sum sum => sum with { Branches = Apply(sum.Branches, change) },
        Concat concat => concat with { Branches = Apply(concat.Branches, change) },
        Graph graph => new Graph([.. graph.Nodes.Select(node =>
            node.Definition is { } inner ? node with { Definition = Apply(inner, change) } : node)]),
        _ => definition,
    };

    private static ImmutableArray<Definition> Apply(ImmutableArray<Definition> parts, Func<Conv, Conv> change) =>
        [.. parts.Select(part => Apply(part, change))];
}
