using Lana.Modules;

namespace Lana.Measuring;

/// <summary>Something to be timed: an ONNX model with one input.</summary>
/// <param name="Name">How errors and results call it.</param>
/// <param name="Input">The shape of one example, [C, H, W]; the batch size is the meter's.</param>
/// <param name="Model">Gives the bytes of the ONNX file; called once, when its turn comes.</param>
public sealed record LatencySubject(string Name, FeatureShape Input, Func<byte[]> Model)
{
    /// <summary>Whether it is timed as a network in service runs, right behind runs of its own: a sample is the middle of
    /// three.</summary>
    /// <value>Default false: timed right behind the runs of other subjects, which have taken the caches, as an operation inside
    /// a network finds them.</value>
    public bool IsWhole { get; init; }

    /// <summary>The weights, in bytes, of the network that the subject is a part of: about as many are used by others between two
    /// timed runs.</summary>
    /// <value>Default 0: as many others as the meter's smallest window has.</value>
    public long WorkingSetBytes { get; init; }
}
