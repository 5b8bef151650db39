using TorchSharp;
using static TorchSharp.torch;

namespace Lana.Definitions;

/// <summary>What tests of modules share: random inputs, statistics that matter, comparisons, a count of
/// leaks.</summary>
internal static class Tensors
{
    public static Tensor Normal(ulong seed, params long[] shape)
    {
        using var generator = new Generator(seed);
        return randn(shape, generator: generator);
    }

    /// <summary>Gives batch norms statistics, scales and shifts as training would leave them: folding them
    /// shows.</summary>
    public static void Disturb(IEnumerable<KeyValuePair<string, Tensor>> state, ulong seed)
    {
        using var gradients = no_grad();
        using var scope = NewDisposeScope();
        var random = new Random((int)seed);
        foreach (var (name, value) in state)
        {
            Func<double, double>? rule = name.Split('.')[^1] switch
            {
                "running_mean" => noise => 0.3 * noise,
                "running_var" => noise => Math.Exp(0.5 * noise),
                "num_batches_tracked" => _ => 7,
                "weight" when value.dim() == 1 => noise => 1.0 + (0.3 * noise),
                "bias" => noise => 0.2 * noise,
                _ => null,
            };
            if (rule is not null)
            {
                // Not by tensor arithmetic: see Elementwise for what TorchSharp does with its scalars.
                var noise = Enumerable.Range(0, (int)value.numel()).Select(_ => (4.0 * random.NextDouble()) - 2.0);
                var values = noise.Select(x => (float)rule(x)).ToArray();
                value.copy_(tensor(values).reshape(value.shape));
            }
        }
    }

    /// <summary>Multiplies weights, as if they had been trained.</summary>
    public static void Scale(IEnumerable<Tensor> weights, double factor)
    {
        using var gradients = no_grad();
        using var by = tensor((float)factor);
        foreach (var weight in weights)
        {
            weight.mul_(by);
        }
    }

    public static void AssertClose(Tensor expected, Tensor actual, double relative)
    {
        using var scope = NewDisposeScope();
        Assert.Equal(expected.shape, actual.shape);
        Assert.True(actual.isfinite().all().item<bool>(), "not finite");
        var error = (expected - actual).abs().max().to(float64).item<double>();
        var scale = expected.abs().max().to(float64).item<double>();
        Assert.True(error <= relative * scale, $"differs by {error} where the largest value is {scale}");
    }

    public static void AssertEqual(Tensor expected, Tensor actual) => AssertClose(expected, actual, 0.0);

    public static byte[] Bytes(IEnumerable<KeyValuePair<string, Tensor>> state) =>
        [.. state.SelectMany(pair =>
        {
            using var contiguous = pair.Value.contiguous();
            return contiguous.bytes.ToArray();
        })];

    /// <summary>Fails where an action leaves more or fewer live tensors than there were.</summary>
    public static void AssertNoLeak(string what, Action action)
    {
        var before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        action();
        var leaked = DisposeScopeManager.Statistics.ThreadTotalLiveCount - before;
        Assert.True(leaked == 0, $"{what} leaks {leaked} tensors");
    }
}
