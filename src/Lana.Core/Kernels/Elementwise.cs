using TorchSharp;

namespace Lana.Kernels;

/// <summary>Sums that consume their first operand: it is overwritten if no gradient needs it.</summary>
internal static class Elementwise
{
    // TorchSharp creates a Scalar for every number, and the garbage collector may free it while the call still reads
    // it: this one is kept alive.
    public static readonly Scalar One = 1;

    public static void Increment(Tensor counter) => counter.add_(One, One);

    /// <summary>Adds a tensor and consumes the first, whose memory is overwritten only if the caller owns it.</summary>
    public static Tensor ConsumeAdd(Tensor own, bool ownsMemory, Tensor other)
    {
        if (!is_grad_enabled() && ownsMemory)
        {
            return own.add_(other, One);
        }

        using var consumed = own;
        return own.add(other, One);
    }
}
