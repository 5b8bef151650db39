using System.Collections.Immutable;
using Lana.Definitions;

namespace Lana.Benchmarks.Distillation;

/// <summary>The convolutions of an operation alone, without norms, activations, gates and sums.</summary>
internal static class BareConvolutions
{
    public static Definition Of(Definition definition) => definition switch
    {
        Chain chain => new Chain(
            chain.Parts.Where(part => part is not (Gate or Norm or Activate)).Select(Of).ToImmutableArray()),
        Residual residual => Of(residual.Body),
        Conv conv => conv with { Norm = null, Activation = Activation.None },
        _ => definition,
    };
}
