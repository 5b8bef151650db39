using Lana.Candidates;
using Lana.Data;
using Lana.Networks;

namespace Lana.Models;

/// <summary>One registered network: its defaults, and how it is composed.</summary>
internal sealed record NetworkEntry(
    NetworkFamily Family, string Name, int Resolution, Func<NetworkPlan, NetworkDefinition> Compose)
{
    public Normalisation Normalisation { get; init; } = Normalisation.ImageNet;

    public NetworkDefinition Define(NetworkOptions options)
    {
        var resolution = options.Resolution ?? Resolution;
        return Compose(new NetworkPlan
        {
            Name = Name,
            Input = new FeatureShape(options.InputChannels, resolution, resolution),
            Classes = options.Classes ?? Family.Classes,
            StemStride = options.StemStride ?? Family.StemStride,
            Width = options.Width,
            Depth = options.Depth,
            DropoutRate = options.DropoutRate,
            DropPathRate = options.DropPathRate,
        }.Checked());
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
