using System.Text.Json;

namespace Lana.Definitions;

public sealed class WindowJsonTests
{
    [Fact]
    public void ToJson_SquareWindow_HasNumbersAndTheRule()
    {
        var json = new Conv("conv", 8, 3) { Stride = 2 }.ToJson();

        Assert.Contains("\"kernel\":3,", json, StringComparison.Ordinal);
        Assert.Contains("\"stride\":2,", json, StringComparison.Ordinal);
        Assert.Contains("\"padding\":\"symmetric\"", json, StringComparison.Ordinal);
    }

    [Fact]
    public void ToJson_OtherWindow_HasArrays()
    {
        var json = new Conv("conv", 8, new SpatialSize(3, 5)) { Padding = Padding.Of(0, 1, 2, 3) }.ToJson();

        Assert.Contains("\"kernel\":[3,5]", json, StringComparison.Ordinal);
        Assert.Contains("\"padding\":[0,1,2,3]", json, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("kernel", "[3]")]
    [InlineData("kernel", "[3,3,3]")]
    [InlineData("kernel", "\"3\"")]
    [InlineData("kernel", "3.5")]
    [InlineData("kernel", "null")]
    [InlineData("padding", "\"round\"")]
    [InlineData("padding", "[1,1]")]
    [InlineData("padding", "[1,1,1,-1]")]
    [InlineData("padding", "null")]
    [InlineData("padding", "1")]
    public void Read_OtherValue_Throws(string member, string value)
    {
        var json = $$"""{"kind":"conv","name":"conv","out":8,"kernel":3,"{{member}}":{{value}}}"""
            .Replace(member == "kernel" ? "\"kernel\":3," : "\u0000", "", StringComparison.Ordinal);

        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<Definition>(json, DefinitionJson.Options));
    }

    [Fact]
    public void Equals_PaddingOfZeros_IsNone() => Assert.Equal(Padding.None, Padding.Of(0, 0, 0, 0));

    [Fact]
    public void Default_Padding_IsSymmetric() => Assert.Equal(Padding.Symmetric, default);
}
