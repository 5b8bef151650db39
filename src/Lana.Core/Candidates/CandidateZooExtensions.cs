using Lana.Networks;

namespace Lana.Candidates;

/// <summary>Questions to a zoo.</summary>
public static class CandidateZooExtensions
{
    // A training step: once forward, and twice as much backward.
    private const double StepsPerForward = 3.0;

    /// <summary>What the zoo means for a network: how many operations apply, what they cost, how many networks there
    /// are to choose from, how dear the pre-training is. No tensor is made.</summary>
    /// <param name="zoo">The zoo.</param>
    /// <param name="network">The teacher.</param>
    /// <returns>A table that prints itself.</returns>
    public static ZooDescription Describe(this ICandidateZoo zoo, NetworkDefinition network)
    {
        ArgumentNullException.ThrowIfNull(zoo);
        ArgumentNullException.ThrowIfNull(network);
        var priced = network.Layers
            .Select(layer => (Layer: layer, Prices: zoo.For(layer)
                .Select(operation => (Operation: operation, Price: operation.Define(layer).Price(layer.Input)))
                .ToList()))
            .ToList();
        var rows = priced.Select(layer => new ZooLayerDescription(
            layer.Layer.Name,
            layer.Prices.Count,
            Spread.Of(layer.Prices.Select(entry => entry.Price.Parameters)),
            Spread.Of(layer.Prices.Select(entry => entry.Price.Macs))));
        var trained = priced
            .SelectMany(layer => layer.Prices)
            .Where(entry => entry.Operation is not TeacherOperation && entry.Price.Parameters > 0)
            .ToList();
        var macs = network.Price.Macs + (StepsPerForward * trained.Sum(entry => (double)entry.Price.Macs));
        return new ZooDescription(
            [.. rows], priced.Sum(layer => Math.Log10(layer.Prices.Count)), trained.Count, macs)
        {
            TeacherEpochs = macs / (StepsPerForward * network.Price.Macs),
        };
    }
}
