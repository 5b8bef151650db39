using TorchSharp;

namespace Lana.Kernels;

/// <summary>Sums whose first operand is given away: overwritten where no gradient needs it.</summary>
internal static class Elementwise
{
    // TorchSharp makes a Scalar of every number and lets the collector take it while the call still reads it: this one
    // stays.
    public static readonly Scalar One = 1;

    public static void Increment(Tensor counter) => counter.add_(One, One);

    /// <summary>Adds a tensor; consumes the first, whose memory is overwritten only where the caller owns it.</summary>
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
