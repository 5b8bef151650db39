using System.Text;

namespace Lana.Fuzzing;

/// <summary>Two hundred damaged inputs of every format; <c>Lana.Benchmarks fuzz</c> reads a million of each.</summary>
[Collection(TorchCollection.Name)]
public sealed class FuzzTests
{
    private const int Inputs = 200;
    private const ulong Seed = 1;

    public static TheoryData<string> Formats => [.. FuzzTargets.Names];

    [Theory]
    [MemberData(nameof(Formats))]
    public void Read_DamagedInputs_AreReadOrRefusedAsDocumented(string format)
    {
        using var target = FuzzTargets.Make(format);
        FuzzCheck.WarmUp(target);
        var refused = 0;

        for (var number = 0; number < Inputs; number++)
        {
            refused += FuzzCheck.Check(target, FuzzCheck.Input(target, Seed, number)).Refusal is null ? 0 : 1;
        }

        Assert.InRange(refused, 1, Inputs - 1);
    }

    [Fact]
    public void Read_LongNameInArchitecture_IsRefusedBeforeItIsCopied()
    {
        using var target = FuzzTargets.Make("run-directory");
        FuzzCheck.WarmUp(target);
        var name = new string('[', 1150) + new string(']', 1150);
        var input = Encoding.UTF8.GetString(target.Seeds[0]).Replace("a_bn", "a_bn" + name, StringComparison.Ordinal);

        Assert.NotNull(FuzzCheck.Check(target, Encoding.UTF8.GetBytes(input)).Refusal);
    }
}
