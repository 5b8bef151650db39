using TorchSharp;
using static TorchSharp.torch;

namespace Lana.Modules;

/// <summary>Sums whose first operand is given away: overwritten where no gradient needs it.</summary>
internal static class Elementwise
{
    // TorchSharp makes a Scalar of every number and lets the collector take it while the call still reads it: this one
    // stays.
    public static readonly Scalar One = 1;

    /// <summary>Adds one to each number, in place.</summary>
    public static void Increment(Tensor counter) => counter.add_(One, One);

    /// <summary>Adds what a block made to another tensor; consumes the first.</summary>
    /// <param name="own">The result of <paramref name="maker"/>, given away.</param>
    /// <param name="maker">What made it: where its input passes through, the memory is still the caller's.</param>
    /// <param name="other">What is added; stays the caller's.</param>
    public static Tensor ConsumeAdd(Tensor own, Block maker, Tensor other)
    {
        if (!is_grad_enabled() && !maker.PassesThrough)
        {
            return own.add_(other, One);
        }

        using var consumed = own;
        return own.add(other, One);
    }
}
