using Lana.Candidates;
using Lana.Data;
using Lana.Networks;

namespace Lana.Models;

/// <summary>A registered network: its defaults, and the function that composes it.</summary>
internal sealed record NetworkEntry(
    NetworkFamily Family, string Name, int Resolution, Func<NetworkPlan, NetworkDefinition> Compose)
{
    public Normalisation Normalisation { get; init; } = Normalisation.ImageNet;

    public NetworkDefinition Define(NetworkOptions options)
    {
        var resolution = options.Resolution ?? Resolution;
        var plan = new NetworkPlan(
            Name,
            new FeatureShape(options.InputChannels, resolution.Height, resolution.Width),
            options.Classes ?? Family.Classes,
            options.StemStride ?? Family.StemStride,
            options.Width,
            options.Depth,
            options.DropoutRate,
            options.DropPathRate,
            options.NormEpsilon);
        return Compose(plan.Checked());
    }

    public NetworkDescription Describe()
    {
        var definition = Define(new NetworkOptions());
        var layers = definition.Layers;
        return new NetworkDescription(
            Name,
            Family.Title,
            definition.Cost.Parameters,
            definition.Cost.Macs,
            layers.Length,
            layers.Count(layer => SearchSpace.Full.Operations.Any(operation => operation.Supports(layer))),
            layers.Count(layer => layer.KeepsShape),
            Family.Classes,
            Resolution,
            Normalisation.Mean,
            Normalisation.StandardDeviation,
            Family.Source);
    }
}
