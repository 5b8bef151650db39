using static TorchSharp.torch;

namespace Lana.Modules;

/// <summary>Sums and products whose first operand is given away: overwritten where no gradient needs it.</summary>
internal static class Elementwise
{
    public static Tensor ConsumeAdd(Tensor own, Tensor other) =>
        Take(own, is_grad_enabled() ? own.add(other) : own.add_(other));

    private static Tensor Take(Tensor own, Tensor result)
    {
        if (!ReferenceEquals(own, result))
        {
            own.Dispose();
        }

        return result;
    }
}
