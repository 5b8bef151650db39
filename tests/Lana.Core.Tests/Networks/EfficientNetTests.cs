using System.Text.Json;
using Lana.Modules;
using static TorchSharp.torch;

namespace Lana.Networks;

[Collection(TorchCollection.Name)]
public sealed class EfficientNetTests
{
    private static readonly EfficientNetOptions TensorFlow = new() { Padding = Padding.Same, NormEpsilon = 1e-3 };

    [Theory]
    [InlineData("efficientnet_b0", false)]
    [InlineData("tf_efficientnet_b0", true)]
    public void Define_B0_ReproducesReference(string model, bool fromTensorFlow)
    {
        using var reference = JsonDocument.Parse(File.ReadAllText(SharedFiles.Require("reference", $"{model}.json")));
        using var network = EfficientNet.Define(fromTensorFlow ? TensorFlow : null).Build();
        SyntheticWeights.Fill(network);
        using var scope = NewDisposeScope();
        using var gradients = no_grad();

        var features = network.Features(SyntheticWeights.Uniform("input", 1, 3, 224, 224));
        var logits = network.RunFrom(network.Layers.Count, features[^1]);

        var expected = reference.RootElement;
        Assert.Equal(
            expected.GetProperty("tensors").EnumerateArray().Select(Signature),
            network.State.Select(pair => $"{pair.Key} [{string.Join(",", pair.Value.shape)}]"));
        Assert.Equal(expected.GetProperty("parameters").GetInt64(), network.Price.Parameters);
        foreach (var (layer, index) in expected.GetProperty("layers").EnumerateArray().Select((layer, index) => (layer, index)))
        {
            Assert.Equal(layer.GetProperty("name").GetString(), network.Layers[index].Name);
            AssertMatches(layer, features[index + 1]);
        }

        AssertMatches(expected.GetProperty("logits"), logits);
    }

    [Theory]
    [InlineData(0.0, 16)]
    [InlineData(-2.0, 15)]
    [InlineData(4.0, 39)]
    public void Define_CompoundScaling_GivesLayers(double phi, int layers)
    {
        var definition = EfficientNet.Define(EfficientNetOptions.Compound(phi) with { Resolution = 28, InputChannels = 1 });

        Assert.Equal(layers, definition.Layers.Length);
        Assert.Equal(new FeatureShape(1, 28, 28), definition.Input);
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(-1.0)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void Define_SenselessWidth_Throws(double width) =>
        Assert.Throws<ArgumentException>(() => EfficientNet.Define(new EfficientNetOptions { Width = width }));

    private static string Signature(JsonElement tensor) =>
        $"{tensor[0].GetString()} [{string.Join(",", tensor[1].EnumerateArray().Select(size => size.GetInt64()))}]";

    private static void AssertMatches(JsonElement expected, Tensor actual)
    {
        var values = actual.contiguous().data<float>().ToArray();
        var mean = values.Average(value => (double)value);
        var std = Math.Sqrt(values.Average(value => (value - mean) * (value - mean)));
        var scale = expected.GetProperty("std").GetDouble();
        var tolerance = 2e-5 * scale;
        Assert.Equal(expected.GetProperty("shape").EnumerateArray().Select(size => size.GetInt64()), actual.shape);
        Assert.InRange(Math.Abs(mean - expected.GetProperty("mean").GetDouble()), 0.0, tolerance);
        Assert.InRange(Math.Abs(std - scale), 0.0, tolerance);
        foreach (var (value, index) in expected.GetProperty("first").EnumerateArray().Select((value, index) => (value, index)))
        {
            Assert.InRange(Math.Abs(value.GetDouble() - values[index]), 0.0, tolerance);
        }
    }
}
