namespace Lana.Measurement;

/// <summary>Options of a <see cref="TorchLatencyMeter"/>.</summary>
public sealed class TorchLatencyOptions : LatencyMeterOptions
{
    /// <summary>Creates the default options.</summary>
    public TorchLatencyOptions()
        : base(TimeSpan.FromMilliseconds(10))
    {
    }
}
