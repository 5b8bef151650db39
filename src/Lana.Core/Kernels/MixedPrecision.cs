using System.Runtime.Intrinsics.X86;

namespace Lana.Kernels;

/// <summary>Runs the convolutions of the current thread in bfloat16 where that is faster.</summary>
/// <remarks>As autocast in PyTorch, which TorchSharp does not have: weights, norms, activations and optimisers stay in
/// float32, and a product sums in float32. The shape of a convolution alone decides, never a measurement: with oneDNN
/// 3.7.1 and AMX, forward and backward pass of dense kernels with the conversions take a quarter to three quarters of
/// the time from 16 channels on, 1×1 kernels from about 128 channels on; depthwise kernels take up to five times as
/// long.</remarks>
internal static class MixedPrecision
{
    private const int MinChannels = 16;
    private const int MinPointwiseChannels = 64;
    private const int MinPointwiseWeights = 128 * 128;

    [ThreadStatic]
    private static bool _isOn;

    /// <summary>Whether the processor multiplies bfloat16 numbers: AMX or AVX-512 BF16.</summary>
    public static bool IsSupported { get; } = Detect();

    /// <summary>Switches mixed precision on, or leaves it as it is, until the scope is disposed on the same
    /// thread.</summary>
    public static Scope Enter(bool isWanted)
    {
        var scope = new Scope(_isOn);
        _isOn |= isWanted;
        return scope;
    }

    /// <summary>Whether a dense or grouped kernel of more than one tap runs in bfloat16.</summary>
    /// <remarks>oneDNN leaves the gradient of taps that see nothing but padding uninitialised.</remarks>
    public static bool Covers(ConvShape conv, Tensor input, Tensor weight) => _isOn
        && weight.size(1) >= MinChannels
        && conv.Out / conv.Groups >= MinChannels
        && input.size(2) >= weight.size(2)
        && input.size(3) >= weight.size(3);

    /// <summary>Whether a dense 1×1 kernel runs in bfloat16.</summary>
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

    /// <summary>Restores what was before.</summary>
    internal readonly ref struct Scope(bool before)
    {
        public void Dispose() => _isOn = before;
    }
}
