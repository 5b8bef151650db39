using System.Text;
using Lana.Networks;
using static TorchSharp.torch;

namespace Lana;

/// <summary>Weights that are a pure function of their names: the rule of the reference vectors.</summary>
internal static class SyntheticWeights
{
    public static Tensor Uniform(string name, params long[] shape)
    {
        var hash = Encoding.UTF8.GetBytes(name)
            .Aggregate(0xcbf29ce484222325UL, (state, value) => unchecked((state ^ value) * 0x100000001b3UL));
        var values = new float[shape.Aggregate(1L, (product, size) => product * size)];
        for (var k = 0; k < values.Length; k++)
        {
            var z = unchecked(hash + (ulong)k + 0x9E3779B97F4A7C15UL);
            z = unchecked((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL);
            z = unchecked((z ^ (z >> 27)) * 0x94D049BB133111EBUL);
            values[k] = (float)(((z ^ (z >> 31)) >> 40) / 8388608.0 - 1.0);
        }

        return tensor(values).reshape(shape);
    }

    public static void Fill(Network network)
    {
        using var gradients = no_grad();
        foreach (var (name, weight) in network.State)
        {
            using var scope = NewDisposeScope();
            var u = Uniform(name, weight.shape);
            weight.copy_(name.Split('.')[^1] switch
            {
                "num_batches_tracked" => zeros_like(u),
                "running_mean" or "bias" => 0.1 * u,
                "running_var" => 1.0 + (0.2 * u),
                _ when weight.dim() == 1 => 1.0 + (0.1 * u),
                _ => u * Math.Sqrt(6.0 * weight.shape[0] / weight.numel()),
            });
        }
    }
}
