namespace Lana.Training;

/// <summary>Scalars for TorchSharp's elementwise calls that outlive the call.</summary>
/// <remarks>TorchSharp creates a native Scalar for every number, and the garbage collector may free it while the call
/// still reads it, which happens in loops of millions of calls. So scalars are kept alive here, or by <c>using</c> in a
/// method.</remarks>
internal static class Scalars
{
    public static readonly Scalar One = 1.0;
}
