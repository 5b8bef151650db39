namespace Lana.Solvers.Modelling;

/// <summary>One free choice: a layer, or a group of layers that choose the same operation.</summary>
internal sealed record ModelVariable
{
    public required int[] Layers { get; init; }

    /// <summary>The operation of each option, as an index into <see cref="SelectionModel.Operations"/>.</summary>
    public required int[] Operations { get; init; }

    public required double[] Scores { get; init; }

    /// <summary>[cost][option].</summary>
    public required double[][] Costs { get; init; }

    public int Count => Operations.Length;

    /// <summary>The number of layers in which two selections agree when they choose the same option here.</summary>
    public int Weight => Layers.Length;

    /// <summary>The variable with only some of its options.</summary>
    public ModelVariable Keep(int[] kept) => this with
    {
        Operations = Array.ConvertAll(kept, o => Operations[o]),
        Scores = Array.ConvertAll(kept, o => Scores[o]),
        Costs = Array.ConvertAll(Costs, costs => Array.ConvertAll(kept, o => costs[o])),
    };
}
