namespace Lana.FineTuning;

/// <summary>The mean and the variance of each output channel of a convolution, over all that it sees until it is disposed.</summary>
internal sealed class ChannelStatistics : IDisposable
{
    private readonly ConvBlock _conv;
    private readonly Tensor _sum;
    private readonly Tensor _squares;
    private long _count;

    public ChannelStatistics(ConvBlock conv)
    {
        _conv = conv;
        _sum = zeros([conv.Conv.Out], dtype: ScalarType.Float64);
        _squares = zeros([conv.Conv.Out], dtype: ScalarType.Float64);
        conv.InputObserver = See;
    }

    /// <summary>The mean of each channel, [C].</summary>
    public Tensor Mean => (_sum / _count).to(ScalarType.Float32);

    /// <summary>The variance of each channel, [C].</summary>
    public Tensor Variance => ((_squares / _count) - (_sum / _count).square()).clamp_min(0.0).to(ScalarType.Float32);

    public void Dispose()
    {
        _conv.InputObserver = null;
        _sum.Dispose();
        _squares.Dispose();
    }

    private void See(Tensor input)
    {
        using var scope = NewDisposeScope();
        var output = _conv.Convolve(input).to(ScalarType.Float64);
        _sum.add_(output.sum([0, 2, 3]));
        _squares.add_(output.square().sum([0, 2, 3]));
        _count += output.numel() / _conv.Conv.Out;
    }
}
