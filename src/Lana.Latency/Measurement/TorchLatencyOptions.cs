namespace Lana.Measurement;

/// <summary>How a <see cref="TorchLatencyMeter"/> measures.</summary>
public sealed class TorchLatencyOptions : LatencyMeterOptions
{
    /// <summary>Creates the default options.</summary>
    public TorchLatencyOptions()
        : base(TimeSpan.FromMilliseconds(10))
    {
    }
}
