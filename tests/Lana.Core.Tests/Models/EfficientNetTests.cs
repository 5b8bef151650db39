using Lana.Definitions;

namespace Lana.Models;

public sealed class EfficientNetTests
{
    [Theory]
    [InlineData(0.0, 16)]
    [InlineData(-2.0, 15)]
    [InlineData(4.0, 39)]
    public void Define_CompoundScaling_GivesLayers(double phi, int layers)
    {
        var definition =
            EfficientNet.Define(NetworkOptions.Compound(phi) with { Resolution = 28, InputChannels = 1 });

        Assert.Equal(layers, definition.Layers.Length);
        Assert.Equal(new FeatureShape(1, 28, 28), definition.Input);
    }

    [Fact]
    public void Define_Options_GiveTheRegisteredNetwork()
    {
        var options = new NetworkOptions { Width = 1.1, Depth = 1.2, Resolution = 260 };

        var definition = EfficientNet.Define(options, "tf_efficientnet_b2", Padding.Same, 1e-3);

        Assert.Equal(ModelRegistry.Define("tf_efficientnet_b2").Fingerprint, definition.Fingerprint);
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(-1.0)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void Define_SenselessWidth_Throws(double width) =>
        Assert.Throws<ArgumentException>(() => EfficientNet.Define(new NetworkOptions { Width = width }));
}
