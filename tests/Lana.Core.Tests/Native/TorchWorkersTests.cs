using System.Collections.Concurrent;
using static TorchSharp.torch;

namespace Lana.Native;

[Collection(TorchCollection.Name)]
public sealed class TorchWorkersTests
{
    [Theory]
    [InlineData(1, 0)]
    [InlineData(1, 7)]
    [InlineData(3, 2)]
    [InlineData(3, 50)]
    public void Run_Pieces_RunsEachOnce(int count, int pieces)
    {
        using var workers = new TorchWorkers(count);
        var ran = new ConcurrentBag<int>();

        workers.Run(pieces, ran.Add, TestContext.Current.CancellationToken);

        Assert.Equal(count, workers.Count);
        Assert.Equal(Enumerable.Range(0, pieces), ran.Order());
    }

    [Fact]
    public void Run_OnAWorker_HasOneIntraOpThreadAndAScopeOfItsOwn()
    {
        using var workers = new TorchWorkers(2);
        var threads = new ConcurrentBag<int>();
        var tensors = new ConcurrentBag<Tensor>();

        workers.Run(
            4,
            _ =>
            {
                threads.Add(get_num_threads());
                tensors.Add(ones(3));
            },
            TestContext.Current.CancellationToken);

        Assert.All(threads, number => Assert.Equal(1, number));
        Assert.All(tensors, tensor => Assert.True(tensor.IsInvalid));
    }

    [Fact]
    public void Run_PieceThatFails_ThrowsItsExceptionAndGoesOnWorkingAfterwards()
    {
        using var workers = new TorchWorkers(2);
        var cancellation = TestContext.Current.CancellationToken;

        var exception = Assert.Throws<FormatException>(() => workers.Run(
            20, piece => _ = piece == 5 ? throw new FormatException("piece 5") : piece, cancellation));

        var ran = 0;
        workers.Run(20, _ => Interlocked.Increment(ref ran), cancellation);
        Assert.Equal("piece 5", exception.Message);
        Assert.Equal(20, ran);
    }

    [Fact]
    public void Run_CancelledBefore_RunsNothing()
    {
        using var workers = new TorchWorkers(2);

        Assert.ThrowsAny<OperationCanceledException>(() => workers.Run(
            3, _ => Assert.Fail("A piece ran."), new CancellationToken(canceled: true)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Run_CancelledAtAnyPiece_EitherRanAllOrThrows(int count)
    {
        using var workers = new TorchWorkers(count);
        for (var at = 0; at < 20; at++)
        {
            using var cancellation = new CancellationTokenSource();
            var ran = 0;
            void Piece(int piece)
            {
                if (piece == at)
                {
                    cancellation.Cancel();
                }

                Interlocked.Increment(ref ran);
            }

            var exception = Record.Exception(() => workers.Run(20, Piece, cancellation.Token));

            Assert.Equal(ran == 20, exception is null);
            Assert.True(exception is null or OperationCanceledException);
        }
    }

    [Fact]
    public void Run_CancelledInTheLastPiece_IsFinishedWork()
    {
        using var workers = new TorchWorkers(1);
        using var cancellation = new CancellationTokenSource();
        var ran = 0;

        workers.Run(
            3,
            piece =>
            {
                ran++;
                if (piece == 2)
                {
                    cancellation.Cancel();
                }
            },
            cancellation.Token);

        Assert.Equal(3, ran);
    }

    [Fact]
    public void Run_WithAnyNumberOfWorkers_GivesTheSameNumbers()
    {
        var results = new[] { 1, 2, 4 }.Select(Sums).ToList();

        Assert.Equal(results[0], results[1]);
        Assert.Equal(results[0], results[2]);
    }

    [Fact]
    public void Constructor_NegativeCount_IsRefused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new TorchWorkers(-1));

    private static float[] Sums(int count)
    {
        using var workers = new TorchWorkers(count);
        var sums = new float[6];
        workers.Run(
            sums.Length,
            piece => sums[piece] = SyntheticWeights.Uniform($"{piece}", 64, 64).matmul(
                SyntheticWeights.Uniform("b", 64, 64)).sum().item<float>(),
            TestContext.Current.CancellationToken);
        return sums;
    }
}
