using Lana.Networks;
using Lana.Storage;

namespace Lana.Tables;

public sealed class LatencyTableTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("lana-").FullName;

    private string Path => System.IO.Path.Combine(_folder, "table.json");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Load_WhatSaveWrote_IsEqual()
    {
        var table = SomeTable.Make();

        table.Save(Path);
        var loaded = LatencyTable.Load(Path);

        Assert.Equal(table.Profile, loaded.Profile);
        Assert.Equal(table.Entries, loaded.Entries);
        Assert.Equal(table.Measurements, loaded.Measurements);
        Assert.Equal(
            (table.MeasuredAt, table.Network, table.NetworkFingerprint),
            (loaded.MeasuredAt, loaded.Network, loaded.NetworkFingerprint));
        Assert.Equal(
            (table.TeacherMs, table.ConstantMs, table.IsComplete),
            (loaded.TeacherMs, loaded.ConstantMs, loaded.IsComplete));
        loaded.Save(Path + "2");
        Assert.Equal(File.ReadAllBytes(Path), File.ReadAllBytes(Path + "2"));
    }

    [Fact]
    public void Load_TruncatedAtAnyLength_IsRefused()
    {
        SomeTable.Make().Save(Path);
        var bytes = File.ReadAllBytes(Path);

        // The last byte is the line break behind the JSON; without it the file is still whole.
        for (var length = 0; length < bytes.Length - 1; length++)
        {
            File.WriteAllBytes(Path, bytes[..length]);
            var failure = Assert.Throws<DamagedFileException>(() => LatencyTable.Load(Path));
            Assert.Equal(Path, failure.Path);
        }
    }

    [Theory]
    [InlineData("\"version\": 3", "\"version\": 4", "version 4")]
    [InlineData("\"version\": 3", "\"version\": 0", "versions 1 to 3")]
    [InlineData("\"latencyMs\": 0.125", "\"latencyMs\": 0.126", "version 3, whose hash")]
    [InlineData("\"threads\": 1", "\"threads\": 2", "whose hash")]
    [InlineData("\"hash\": \"", "\"hash\": \"0", "whose hash")]
    [InlineData("\"hash\": ", "\"hush\": ", "whose hash")]
    [InlineData("\"latencyMs\": 0.125", "\"latencyMs\": -0.125", "efn_e1_k3")]
    [InlineData("\"latencyMs\": 0.125", "\"latencyMs\": \"NaN\"", "efn_e1_k3")]
    [InlineData("\"latencyMs\": 0.125", "\"latencyMs\": \"Infinity\"", "efn_e1_k3")]
    [InlineData("\"operation\": \"efn_e1_k3\"", "\"operation\": \"teacher\"", "teacher")]
    [InlineData("\"layer\": \"a\"", "\"layer\": \"c\"", "'c'")]
    [InlineData("\"constantMs\": 0.25", "\"constantMs\": -1", "stem and head")]
    [InlineData("\"medianMs\": 0.3", "\"medianMs\": -0.3", "00ff")]
    [InlineData("\"teacherMs\": 1,", "", "teacherMs")]
    public void Load_SenselessContent_NamesIt(string before, string after, string named)
    {
        SomeTable.Make().Save(Path);
        var text = File.ReadAllText(Path);
        Assert.Contains(before, text, StringComparison.Ordinal);
        File.WriteAllText(Path, text.Replace(before, after, StringComparison.Ordinal));

        var failure = Assert.Throws<DamagedFileException>(() => LatencyTable.Load(Path));

        Assert.Contains(named, failure.Message, StringComparison.Ordinal);
        Assert.Contains(Path, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_VersionWithoutHash_IsStillRead()
    {
        SomeTable.Make().Save(Path);
        var lines = File.ReadAllLines(Path);
        var text = string.Join('\n', lines.Where(line => !line.Contains("\"hash\"", StringComparison.Ordinal)));
        File.WriteAllText(Path, text
            .Replace("\"version\": 3", "\"version\": 1", StringComparison.Ordinal)
            .Replace("  },\n}", "  }\n}", StringComparison.Ordinal));

        Assert.Equal(SomeTable.Make().Entries, LatencyTable.Load(Path).Entries);
    }

    [Fact]
    public void Load_AnyDigitChanged_IsRefused()
    {
        SomeTable.Make().Save(Path);
        var bytes = File.ReadAllBytes(Path);

        foreach (var place in Enumerable.Range(0, bytes.Length).Where(place => char.IsAsciiDigit((char)bytes[place])))
        {
            Damage.Flip(Path, place);
            Assert.Throws<DamagedFileException>(() => LatencyTable.Load(Path));
            File.WriteAllBytes(Path, bytes);
        }
    }

    [Fact]
    public void Load_NoFile_Throws() => Assert.Throws<FileNotFoundException>(() => LatencyTable.Load(Path));

    [Fact]
    public void ToCostTable_Always_HasTheNumbers()
    {
        var costs = SomeTable.Make().ToCostTable();

        Assert.Equal(("ms", 4, 0.25, 0.125), (costs.Unit, costs.Count, costs.Constant, costs["b", "efn_e1_k3"]));
    }

    [Fact]
    public void RequireFor_OtherDevice_IsRefusedUnlessAllowed()
    {
        var teacher = EfficientNet.Define(new EfficientNetOptions { Resolution = 32 });
        var other = SomeTable.Profile with { Threads = 8 };
        var table = new LatencyTable(
            SomeTable.Profile, default, teacher.Name, teacher.Fingerprint, ["a"], 1.0, 0.0, []);

        var failure = Assert.Throws<ForeignTableException>(() => table.RequireFor(other, teacher));

        Assert.Equal("threads 1 instead of 8", failure.Difference);
        Assert.Same(table, table.RequireFor(other, teacher, allowOtherDevice: true));
        Assert.Same(table, table.RequireFor(SomeTable.Profile, teacher));
    }

    [Fact]
    public void RequireFor_OtherNetwork_IsRefusedUnlessAllowed()
    {
        var teacher = EfficientNet.Define(new EfficientNetOptions { Resolution = 32 });
        var table = SomeTable.Make();

        var failure = Assert.Throws<ForeignTableException>(() => table.RequireFor(SomeTable.Profile, teacher));

        Assert.Contains("'net'", failure.Message, StringComparison.Ordinal);
        Assert.Same(table, table.RequireFor(SomeTable.Profile, teacher, allowOtherNetwork: true));
    }
}
