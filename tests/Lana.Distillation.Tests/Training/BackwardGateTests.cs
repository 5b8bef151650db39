using Lana.Kernels;
using Lana.Native;
using static TorchSharp.torch;

namespace Lana.Training;

[Collection(TorchCollection.Name)]
public sealed class BackwardGateTests
{
    // Without the gate the process does not live to see the hundredth shape.
    [Fact]
    public void Run_SameNewConvolutionOnTwoThreadsAtOnce_BothGetTheGradient()
    {
        const int Shapes = 100;
        using var workers = new TorchWorkers(2);
        using var together = new Barrier(2);
        var random = new Random(1);
        for (var shape = 0; shape < Shapes; shape++)
        {
            var (inputs, outputs, size) = (8 * (1 + random.Next(29)), 8 * (1 + random.Next(29)), 5 + random.Next(10));
            using var weight = MemoryLayout.ToChannelsLast(ones(outputs, inputs, 3, 3));
            var gradients = new float[2];
            var cancellation = TestContext.Current.CancellationToken;
            void Differentiate(int thread)
            {
                together.SignalAndWait(cancellation);
                var input = MemoryLayout.ToChannelsLast(ones(1 + (shape % 8), inputs, size, size)).requires_grad_(true);
                var output = nn.functional.conv2d(input, weight, null, [1, 1], [1, 1]);
                BackwardGate.Run(output.sum(), isFirst: true);
                gradients[thread] = input.grad!.max().item<float>();
            }

            workers.Run(2, Differentiate, cancellation);

            Assert.Equal([9f * outputs, 9f * outputs], gradients);
        }
    }
}
