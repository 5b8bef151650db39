using System.Text.Json;
using static TorchSharp.torch;

namespace Lana.Models;

/// <summary>A network against the numbers that PyTorch computed for it in float64.</summary>
internal static class Reference
{
    private const double Tolerance = 2e-5;

    public static void Check(string model) => CheckFile(model, SharedFiles.Require("reference", $"{model}.json"));

    public static void CheckFile(string model, string path)
    {
        using var reference = JsonDocument.Parse(File.ReadAllText(path));
        var expected = reference.RootElement;
        var shape = Sizes(expected.GetProperty("input"));
        using var network = ModelRegistry.Create(
            model, new NetworkOptions { InputChannels = (int)shape[1], Resolution = (int)shape[2] });
        SyntheticWeights.Fill(network);
        using var scope = NewDisposeScope();
        using var gradients = no_grad();

        using var trace = network.Trace(SyntheticWeights.Uniform("input", shape));

        Assert.Equal(
            expected.GetProperty("tensors").EnumerateArray().Select(Signature),
            network.State.Select(pair => $"{pair.Key} [{string.Join(",", pair.Value.shape)}]"));
        Assert.Equal(expected.GetProperty("parameters").GetInt64(), network.Cost.Parameters);
        var layers = expected.GetProperty("layers").EnumerateArray().ToList();
        Assert.Equal(
            layers.Select(layer => layer.GetProperty("name").GetString()), network.Layers.Select(layer => layer.Name));
        foreach (var (index, layer) in layers.Index())
        {
            AssertMatches(layer, trace.Output(index));
        }

        var expectedLogits = expected.GetProperty("logits");
        AssertMatches(expectedLogits, trace.Outputs!);
        var scale = expectedLogits.GetProperty("std").GetDouble();
        AssertClose(Numbers(expectedLogits.GetProperty("first16")), trace.Outputs!, scale);
    }

    /// <summary>The first values of a tensor against numbers, within a share of their scale.</summary>
    public static void AssertClose(IEnumerable<double> expected, Tensor actual, double scale)
    {
        using var plain = actual.contiguous();
        var values = plain.data<float>().ToArray();
        Assert.All(
            expected.Zip(values), pair => Assert.InRange(Math.Abs(pair.First - pair.Second), 0.0, Tolerance * scale));
    }

    private static void AssertMatches(JsonElement expected, Tensor actual)
    {
        var values = actual.contiguous().data<float>().ToArray();
        var mean = values.Average(value => (double)value);
        var std = Math.Sqrt(values.Average(value => (value - mean) * (value - mean)));
        var scale = expected.GetProperty("std").GetDouble();
        Assert.Equal(Sizes(expected.GetProperty("shape")), actual.shape);
        Assert.InRange(Math.Abs(mean - expected.GetProperty("mean").GetDouble()), 0.0, Tolerance * scale);
        Assert.InRange(Math.Abs(std - scale), 0.0, Tolerance * scale);
        AssertClose(Numbers(expected.GetProperty("first")), actual, scale);
    }

    private static string Signature(JsonElement tensor) =>
        $"{tensor[0].GetString()} [{string.Join(",", Sizes(tensor[1]))}]";

    private static IEnumerable<double> Numbers(JsonElement values) =>
        values.EnumerateArray().Select(value => value.GetDouble());

    private static long[] Sizes(JsonElement sizes) => [.. sizes.EnumerateArray().Select(size => size.GetInt64())];
}
