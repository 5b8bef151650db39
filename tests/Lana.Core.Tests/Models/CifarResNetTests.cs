using System.Text.Json;
using Lana.Weights;
using static TorchSharp.torch;

namespace Lana.Models;

[Collection(TorchCollection.Name)]
public sealed class CifarResNetTests
{
    // Public weights by their own names, and the logits that PyTorch computed with them in float64.
    [Theory]
    [InlineData("resnet20")]
    [InlineData("resnet56")]
    public void Load_PublicWeights_ReproducesTheirLogits(string name)
    {
        var path = SharedFiles.Require("data", $"{name}-cifar10.logits.json");
        using var expected = JsonDocument.Parse(File.ReadAllText(path));
        using var scope = NewDisposeScope();
        using var gradients = no_grad();
        using var network = ModelRegistry.Create(name, seed: 1);

        ModuleWeights.Load(network, SharedFiles.Require("data", $"{name}-cifar10.safetensors"));
        var logits = network.Run(SyntheticWeights.Uniform("input", 8, 3, 32, 32));

        var values = expected.RootElement.GetProperty("logits").EnumerateArray()
            .SelectMany(row => row.EnumerateArray().Select(value => value.GetDouble()))
            .ToList();
        var mean = values.Average();
        Assert.Equal(80, values.Count);
        Reference.AssertClose(values, logits, Math.Sqrt(values.Average(value => (value - mean) * (value - mean))));
    }
}
