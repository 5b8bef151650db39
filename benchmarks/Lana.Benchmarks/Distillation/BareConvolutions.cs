using System.Collections.Immutable;
using Lana.Definitions;

namespace Lana.Benchmarks.Distillation;

/// <summary>What is left of an operation when everything but its convolutions is taken out: no norms, activations,
/// gates and sums.</summary>
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
