using TorchSharp;

namespace Lana.Training;

/// <summary>Numbers for TorchSharp's elementwise calls that outlive the call.</summary>
/// <remarks>TorchSharp makes a native Scalar of every number it is given and lets the collector free it while the call
/// still reads it. In loops of millions of calls that happens: so numbers are kept here, or by <c>using</c> in the
/// method.</remarks>
internal static class Scalars
{
    public static readonly Scalar One = 1.0;
}
