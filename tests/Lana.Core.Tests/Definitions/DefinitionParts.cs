namespace Lana.Definitions;

/// <summary>What definitions are made of.</summary>
internal static class DefinitionParts
{
    /// <summary>A definition and all inside.</summary>
    public static IEnumerable<Definition> Of(Definition definition) => [definition, .. definition switch
    {
        Chain chain => chain.Parts.SelectMany(Of),
        Residual residual => Of(residual.Body),
        Gate gate => Of(gate.Body),
        Sum sum => sum.Branches.SelectMany(Of),
        Concat concat => concat.Branches.SelectMany(Of),
        Graph graph => graph.Nodes.Where(node => node.Definition is not null).SelectMany(node => Of(node.Definition!)),
        _ => [],
    }];
}
