namespace Lana.Devices;

public sealed class DeviceProfileTests
{
    private static readonly DeviceProfile Some = new(
        "AMD Ryzen™ 9 / 7950X", 32, "linux", "x64", "onnxruntime", "1.31.1", "cpu", 1, 1, "float32");

    [Fact]
    public void Key_AnyDevice_IsAFileName() =>
        Assert.Matches("^amd-ryzen-9-7950x_onnxruntime-1\\.31\\.1_cpu_t1_b1_[0-9a-f]{8}$", Some.Key);

    [Fact]
    public void Key_AnyPartDiffers_Differs()
    {
        DeviceProfile[] profiles =
        [
            Some,
            Some with { Device = "AMD Ryzen 9 7950X" },
            Some with { Cores = 16 },
            Some with { Os = "windows" },
            Some with { Architecture = "arm64" },
            Some with { Runtime = "torch" },
            Some with { RuntimeVersion = "1.32.0" },
            Some with { Provider = "cuda" },
            Some with { Threads = 2 },
            Some with { Batch = 8 },
            Some with { ElementType = "float16" },
        ];

        Assert.Equal(profiles.Length, profiles.Select(profile => profile.Key).Distinct().Count());
    }

    [Fact]
    public void DifferenceFrom_Threads_NamesThem() =>
        Assert.Equal("threads 4 instead of 1", (Some with { Threads = 4 }).DifferenceFrom(Some));

    [Fact]
    public void OfThisMachine_Always_HoldsNothingPrivate()
    {
        var text = DeviceProfile.OfThisMachine("onnxruntime", "1").ToString();

        Assert.DoesNotContain(Environment.MachineName, text.Split(' ', ',', '='));
        Assert.DoesNotContain(Environment.UserName, text.Split(' ', ',', '='));
        Assert.DoesNotContain('/', DeviceProfile.OfThisMachine("onnxruntime", "1").Key);
    }

    [Theory]
    [InlineData("processor : 0|model name : Intel(R) Xeon(R)|model : 85", "Intel(R) Xeon(R)")]
    [InlineData("processor : 0|Hardware : BCM2711|CPU part : 0xd08", "BCM2711")]
    [InlineData("processor : 0|CPU implementer : 0x41|CPU part : 0xd0c", "implementer 0x41 part 0xd0c")]
    [InlineData("nothing", null)]
    public void FromCpuInfo_KindsOfMachines_FindsAName(string lines, string? expected) =>
        Assert.Equal(expected, ProcessorName.FromCpuInfo(lines.Split('|')));
}
