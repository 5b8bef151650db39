using TorchSharp;
using static TorchSharp.torch;

namespace Lana.Modules;

/// <summary>What tests of modules share: random inputs, statistics that matter, comparisons, a count of leaks.</summary>
internal static class Tensors
{
    public static Tensor Random(ulong seed, params long[] shape)
    {
        using var generator = new Generator(seed);
        return randn(shape, generator: generator);
    }

    /// <summary>Gives batch norms statistics, scales and shifts as training would leave them, so that folding them shows.</summary>
    public static void Disturb(IEnumerable<KeyValuePair<string, Tensor>> state, ulong seed)
    {
        using var gradients = no_grad();
        using var scope = NewDisposeScope();
        foreach (var (name, value) in state)
        {
            var noise = Random(seed++, value.shape);
            _ = name.Split('.')[^1] switch
            {
                "running_mean" => value.copy_(0.3 * noise),
                "running_var" => value.copy_((0.5 * noise).exp()),
                "num_batches_tracked" => value.fill_(7),
                "weight" when value.dim() == 1 => value.copy_(1.0 + (0.3 * noise.clamp(-2.0, 2.0))),
                "bias" => value.copy_(0.2 * noise),
                _ => value,
            };
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
