using Lana.Kernels;
using static TorchSharp.torch;

namespace Lana.Definitions;

[Collection(TorchCollection.Name)]
public sealed class PoolTests
{
    private static readonly Dictionary<string, Padding> Paddings = new()
    {
        ["symmetric"] = Padding.Symmetric,
        ["same"] = Padding.Same,
        ["none"] = Padding.None,
        ["explicit"] = Padding.Of(1, 0, 0, 2),
    };

    public static TheoryData<PoolFunction, int, int, string, bool, bool> Pools => new(
        from function in Enum.GetValues<PoolFunction>()
        from kernel in new[] { 1, 2, 3, 5 }
        from stride in new[] { 1, 2, 3 }
        from padding in Paddings.Keys
        from ceil in new[] { false, true }
        from counts in new[] { false, true }
        where padding != "symmetric" || (kernel % 2 == 1 && !(ceil && counts && function == PoolFunction.Average))
        where padding is "none" or "symmetric" || !ceil
        where padding != "explicit" || kernel > 2
        where function == PoolFunction.Average || counts
        select (function, kernel, stride, padding, ceil, counts));

    [Theory]
    [MemberData(nameof(Pools))]
    public void Run_AnyPool_EqualsBruteForce(
        PoolFunction function, int kernel, int stride, string padding, bool ceil, bool counts)
    {
        var pool = new Pool(function, kernel)
        {
            Stride = stride,
            Padding = Paddings[padding],
            CeilMode = ceil,
            CountsPadding = counts,
        };
        foreach (var (height, width) in new[] { (5, 8), (6, 7), (9, 5) })
        {
            using var scope = NewDisposeScope();
            var shape = new FeatureShape(2, height, width);
            using var module = pool.Build(shape);
            var input = Tensors.Normal(1, 2, 2, height, width);

            var output = module.Run(input);

            Assert.Equal(pool.Cost(shape).Output.WithBatch(2), output.shape);
            AssertMatches(pool, input, output);
        }
    }

    private static void AssertMatches(Pool pool, Tensor input, Tensor output)
    {
        var (height, width) = ((int)input.shape[2], (int)input.shape[3]);
        var pads = pool.Padding.PadsOf(pool.Window, height, width);
        for (var row = 0; row < output.shape[2]; row++)
        {
            for (var column = 0; column < output.shape[3]; column++)
            {
                var top = (row * pool.Stride.Height) - pads.Top;
                var left = (column * pool.Stride.Width) - pads.Left;
                var (inside, padding) = Window(pool, pads, input, top, left);
                var expected = pool.Function == PoolFunction.Max
                    ? inside.Max()
                    : inside.Sum() / (inside.Count + (pool.CountsPadding ? padding : 0));
                Assert.Equal(expected, output[1, 1, row, column].item<float>(), 1e-5);
            }
        }
    }

    private static (List<double> Inside, int Padding) Window(Pool pool, Pads pads, Tensor input, int top, int left)
    {
        var (height, width) = (input.shape[2], input.shape[3]);
        var inside = new List<double>();
        var padding = 0;
        for (var y = top; y < Math.Min(top + pool.Kernel.Height, height + pads.Bottom); y++)
        {
            for (var x = left; x < Math.Min(left + pool.Kernel.Width, width + pads.Right); x++)
            {
                if (y >= 0 && y < height && x >= 0 && x < width)
                {
                    inside.Add(input[1, 1, y, x].item<float>());
                }
                else
                {
                    padding++;
                }
            }
        }

        return (inside, padding);
    }
}
