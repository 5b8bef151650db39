using System.Runtime.Intrinsics.X86;

namespace Lana.Kernels;

/// <summary>Runs the convolutions of the current thread in bfloat16 if that is faster.</summary>
/// <remarks>Like autocast in PyTorch, which TorchSharp does not have: weights, norms, activations and optimisers stay
/// in float32, and a product sums in float32. Only the shape of a convolution decides, never a measurement: with oneDNN
/// 3.7.1 and AMX, forward and backward pass, including the conversions, take a quarter to three quarters of the time
/// for dense kernels with at least 16 channels and for 1×1 kernels with at least about 128 channels; depthwise kernels
/// take up to five times as long.</remarks>
internal static class MixedPrecision
{
    private const int MinChannels = 16;
    private const int MinPointwiseChannels = 64;
    private const int MinPointwiseWeights = 128 * 128;

    [ThreadStatic]
    private static bool _isOn;

    /// <summary>True if the processor multiplies bfloat16 numbers: AMX or AVX-512 BF16.</summary>
    public static bool IsSupported { get; } = Detect();

    /// <summary>Switches mixed precision on if requested, until the scope is disposed on the same thread.</summary>
    public static Scope Enter(bool isWanted)
    {
        var scope = new Scope(_isOn);
        _isOn |= isWanted;
        return scope;
    }

    /// <summary>Returns true if a dense or grouped kernel of more than one tap runs in bfloat16.</summary>
    /// <remarks>oneDNN leaves the gradient of taps that cover only padding uninitialised.</remarks>
    public static bool Covers(ConvShape conv, Tensor input, Tensor weight) => _isOn
        && weight.size(1) >= MinChannels
        && conv.Out / conv.Groups >= MinChannels
        && input.size(2) >= weight.size(2)
        && input.size(3) >= weight.size(3);

    /// <summary>Returns true if a dense 1×1 kernel runs in bfloat16.</summary>
    public static bool CoversPointwise(Tensor weight)
    {
        var (outputs, inputs) = (weight.size(0), weight.size(1));
        return _isOn && Math.Min(outputs, inputs) >= MinPointwiseChannels && outputs * inputs >= MinPointwiseWeights;
    }

    private static bool Detect()
    {
        const int Amx = 1 << 22;
        const int Avx512 = 1 << 5;
        return X86Base.IsSupported
            && X86Base.CpuId(0, 0).Eax >= 7
            && ((X86Base.CpuId(7, 0).Edx & Amx) != 0 || (X86Base.CpuId(7, 1).Eax & Avx512) != 0);
    }

    /// <summary>Restores the previous mode.</summary>
    internal readonly ref struct Scope(bool before)
    {
        public void Dispose() => _isOn = before;
    }
}
