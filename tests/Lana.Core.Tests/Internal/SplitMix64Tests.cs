namespace Lana.Internal;

public sealed class SplitMix64Tests
{
    [Fact]
    public void NextUInt64_PublishedSeed_GivesThePublishedNumbers()
    {
        var generator = new SplitMix64(1234567);

        ulong[] numbers = [.. Enumerable.Range(0, 5).Select(_ => generator.NextUInt64())];

        Assert.Equal(
            [
                6457827717110365317, 3203168211198807973, 9817491932198370423, 4593380528125082431,
                16408922859458223821,
            ],
            numbers);
    }

    [Fact]
    public void NextDouble_ManyDraws_AreUniformOnTheUnitInterval()
    {
        var generator = new SplitMix64(1);

        var numbers = Enumerable.Range(0, 100_000).Select(_ => generator.NextDouble()).ToArray();

        Assert.All(numbers, number => Assert.InRange(number, 0, Math.BitDecrement(1)));
        Assert.Equal(0.5, numbers.Average(), 0.005);
        Assert.Equal(1.0 / 3, numbers.Average(number => number * number), 0.005);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(10)]
    public void NextInt_ManyDraws_EachNumberComesEquallyOften(int bound)
    {
        var generator = new SplitMix64(7);
        var counts = new int[bound];

        for (var draw = 0; draw < 30_000; draw++)
        {
            counts[generator.NextInt(bound)]++;
        }

        Assert.All(counts, count => Assert.InRange(count, 0.9 * 30_000 / bound, 1.1 * 30_000 / bound));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void NextInt_BoundBelowOne_Throws(int bound)
    {
        var generator = new SplitMix64(7);

        Assert.Throws<ArgumentOutOfRangeException>(() => generator.NextInt(bound));
    }

    [Fact]
    public void Shuffle_ThreeNumbers_EveryOrderComesEquallyOften()
    {
        var generator = new SplitMix64(3);
        var counts = new Dictionary<string, int>();

        for (var draw = 0; draw < 12_000; draw++)
        {
            int[] numbers = [0, 1, 2];
            generator.Shuffle(numbers);
            var order = string.Join(',', numbers);
            counts[order] = counts.GetValueOrDefault(order) + 1;
        }

        Assert.Equal(6, counts.Count);
        Assert.All(counts.Values, count => Assert.InRange(count, 1_800, 2_200));
    }

    [Fact]
    public void Equals_CopyThenDraw_ComparesWhatComesNext()
    {
        var one = new SplitMix64(5);
        var other = one;

        Assert.True(one == other);
        other.NextUInt64();

        Assert.True(one != other);
    }
}
