using Lana.Modules;

namespace Lana.Training;

/// <summary>Features and outputs of a network from one forward pass.</summary>
internal static class NetworkFeatures
{
    /// <summary>The input of the first layer, the output of each layer, and the network's outputs.</summary>
    public static (IReadOnlyList<Tensor> Features, Tensor Outputs) RunWithFeatures(
        this Network network, Tensor images, RunMode mode = RunMode.Evaluate)
    {
        var features = network.Features(images, mode);
        return (features, network.RunFrom(network.Layers.Count, features[^1], mode));
    }
}
