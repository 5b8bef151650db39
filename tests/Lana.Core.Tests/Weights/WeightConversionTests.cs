using Lana.Internal;

namespace Lana.Weights;

public sealed class WeightConversionTests
{
    [Theory]
    [InlineData(WeightType.F16)]
    [InlineData(WeightType.BF16)]
    public void Narrow_EveryNumberOfTheFormat_SurvivesWideningAndNarrowing(WeightType type)
    {
        for (var bits = 0; bits <= ushort.MaxValue; bits++)
        {
            var value = Decode(type, (ushort)bits);
            var back = Encode(type, value);
            Assert.True(float.IsNaN(value) ? float.IsNaN(Decode(type, back)) : back == bits, $"{bits:X4} {value}");
        }
    }

    [Theory]
    [InlineData(WeightType.F16)]
    [InlineData(WeightType.BF16)]
    public void Narrow_BetweenTwoNeighbours_TakesTheNearerAndTheEvenOfATie(WeightType type)
    {
        var largest = (ushort)(type == WeightType.F16 ? 0x7BFF : 0x7F7F);
        var random = new SplitMix64(2);
        for (ushort lower = 0; lower < largest; lower++)
        {
            double low = Decode(type, lower);
            double high = Decode(type, (ushort)(lower + 1));
            var middle = (low + high) / 2;
            var inside = (float)(low + (random.NextDouble() * (high - low)));
            var nearer = inside - low < high - inside || (inside - low == high - inside && lower % 2 == 0);

            Assert.Equal(lower % 2 == 0 ? lower : lower + 1, Encode(type, (float)middle));
            Assert.Equal(nearer ? lower : lower + 1, Encode(type, inside));
            Assert.Equal((nearer ? lower : lower + 1) | 0x8000, Encode(type, -inside));
        }
    }

    [Fact]
    public void ToBFloat16_ExtremeNumbers_BecomeInfiniteOrStayNaN()
    {
        Assert.Equal(0x7F80, WeightConversion.ToBFloat16(float.MaxValue));
        Assert.Equal(0xFF80, WeightConversion.ToBFloat16(float.NegativeInfinity));
        Assert.Equal(0x7C00, WeightConversion.ToFloat16(65520));
        Assert.True(float.IsNaN(WeightConversion.FromBFloat16(
            WeightConversion.ToBFloat16(BitConverter.UInt32BitsToSingle(0x7F800001)))));
    }

    [Theory]
    [InlineData(WeightType.F32)]
    [InlineData(WeightType.F64)]
    [InlineData(WeightType.F16)]
    [InlineData(WeightType.BF16)]
    public void Widen_AfterNarrow_GivesTheNumbersBack(WeightType type)
    {
        float[] values = [0, -0f, 1.5f, -2, 96, float.PositiveInfinity];
        var bytes = new byte[values.Length * WeightLayout.SizeOf(type)];
        var back = new float[values.Length];

        WeightConversion.Narrow(type, values, bytes);
        WeightConversion.Widen(type, bytes, back);

        Assert.Equal(values, back);
    }

    [Fact]
    public void Widen_WrongTypeOrLength_Throws()
    {
        Assert.Throws<ArgumentException>(() => WeightConversion.Widen(WeightType.I32, new byte[4], new float[1]));
        Assert.Throws<ArgumentException>(() => WeightConversion.Widen(WeightType.F16, new byte[4], new float[1]));
        Assert.Throws<ArgumentException>(() => WeightConversion.Narrow(WeightType.BF16, new float[1], new byte[3]));
    }

    private static ushort Encode(WeightType type, float value) =>
        type == WeightType.F16 ? WeightConversion.ToFloat16(value) : WeightConversion.ToBFloat16(value);

    private static float Decode(WeightType type, ushort bits) =>
        type == WeightType.F16 ? WeightConversion.FromFloat16(bits) : WeightConversion.FromBFloat16(bits);
}
