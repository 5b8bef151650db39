using System.Globalization;

namespace Lana.Internal;

public sealed class OptionsFingerprintTests
{
    [Fact]
    public void Of_SameValues_IsTheHashOfTheText()
    {
        var fingerprint = OptionsFingerprint.Of(new Outer());

        Assert.Equal(ContentHash.Of(OptionsFingerprint.TextOf(new Outer())), fingerprint);
        Assert.Equal(OptionsFingerprint.Of(new Outer()), fingerprint);
    }

    [Fact]
    public void TextOf_EveryKindOfProperty_IsCanonical()
    {
        var text = OptionsFingerprint.TextOf(new Outer { Name = "a,\"b", Rates = [0.1, 1e-300], Inner = new() });

        Assert.Equal(
            "Outer{Count:3,Day:Friday,Duration:00:00:01.5000000,Flag:true,Inner:Inner{Scale:0.3},"
            + "Limit:null,Name:\"a,\\u0022b\",Rate:0.1,Rates:[0.1,1E-300]}",
            text);
    }

    [Fact]
    public void Of_AnyPropertyChanged_Changes()
    {
        Outer[] options =
        [
            new(),
            new() { Count = 4 },
            new() { Day = DayOfWeek.Monday },
            new() { Duration = TimeSpan.FromTicks(1) },
            new() { Flag = false },
            new() { Inner = new() },
            new() { Inner = new() { Scale = 2 } },
            new() { Limit = 0 },
            new() { Name = "" },
            new() { Name = "null" },
            new() { Rate = BitConverter.Int64BitsToDouble(BitConverter.DoubleToInt64Bits(0.1) + 1) },
            new() { Rate = double.NaN },
            new() { Rates = [1, 2] },
            new() { Rates = [12] },
        ];

        Assert.Equal(options.Length, options.Select(OptionsFingerprint.Of).Distinct().Count());
    }

    [Fact]
    public void Of_MarkedPropertyChanged_StaysTheSame()
    {
        var changed = new Outer { Workers = 8, Log = text => _ = text };

        Assert.Equal(OptionsFingerprint.Of(new Outer()), OptionsFingerprint.Of(changed));
    }

    [Fact]
    public void Of_InheritedProperty_Counts() =>
        Assert.NotEqual(OptionsFingerprint.Of(new Derived()), OptionsFingerprint.Of(new Derived { Count = 4 }));

    [Fact]
    public void Of_OtherCulture_StaysTheSame()
    {
        var expected = OptionsFingerprint.Of(new Outer());
        var culture = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = new CultureInfo("") { NumberFormat = new() { NumberDecimalSeparator = "," } };
        try
        {
            Assert.Equal(expected, OptionsFingerprint.Of(new Outer()));
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }
    }

    [Fact]
    public void Of_UnmarkedDelegate_ThrowsWithTheProperty()
    {
        var thrown = Assert.Throws<NotSupportedException>(() => OptionsFingerprint.Of(new Unmarked()));

        Assert.Contains("Unmarked.Make", thrown.Message, StringComparison.Ordinal);
    }

    private class Outer
    {
        public string? Name { get; set; }

        public int Count { get; set; } = 3;

        public double Rate { get; set; } = 0.1;

        public bool Flag { get; set; } = true;

        public DayOfWeek Day { get; set; } = DayOfWeek.Friday;

        public TimeSpan Duration { get; set; } = TimeSpan.FromSeconds(1.5);

        public int? Limit { get; set; }

        public IReadOnlyList<double>? Rates { get; set; }

        public Inner? Inner { get; set; }

        [NotPartOfFingerprint("How many work at once does not change what they find.")]
        public int Workers { get; set; }

        [NotPartOfFingerprint("Writes messages only.")]
        public Action<string>? Log { get; set; }
    }

    private sealed class Derived : Outer;

    private sealed class Inner
    {
        public float Scale { get; set; } = 0.3f;
    }

    private sealed class Unmarked
    {
        public Func<int> Make { get; } = () => 1;
    }
}
