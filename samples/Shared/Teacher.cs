using Lana.Models;
using Lana.Networks;
using Lana.Weights;

namespace Samples;

/// <summary>The sample's networks: EfficientNets scaled by the compound rule, including the teacher.</summary>
internal static class Teacher
{
    /// <summary>φ of the teacher: below B0, as is suitable for small images.</summary>
    public const double Phi = -2.75;

    /// <summary>An EfficientNet of the compound rule for 28×28 grey images.</summary>
    public static NetworkDefinition Define(double phi, string name) => EfficientNet.Define(
        NetworkOptions.Compound(phi) with { Resolution = 28, InputChannels = 1, Classes = FashionMnist.Classes }, name);

    /// <summary>The trained teacher that comes with the sample.</summary>
    public static Network Load()
    {
        var network = Define(Phi, "teacher").Build();
        ModuleWeights.Load(network, Path.Combine(AppContext.BaseDirectory, "teacher", "teacher.safetensors"));
        return network;
    }
}
