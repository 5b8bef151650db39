using Lana.Models;
using Lana.Selections;

namespace Lana.Tables;

public sealed class LatencyTableTests : IDisposable
{
    private readonly Scratch _scratch = new();

    private string Path => _scratch.File("table.json");

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void Save_AnyTable_WritesTheBytesOfEarlierReleases()
    {
        // A hash of version 3 as it was first written: kept tables are refused where names or order change.
        SomeTable.Make([new MeasuredNetwork(Selection.Of(["a", "b"], ["identity", "efn_e1_k3"]), 0.75)]).Save(Path);

        Assert.Contains("\"hash\": \"a50ad12ba76d87926a082969ae11f81c\"", File.ReadAllText(Path), StringComparison.Ordinal);
    }

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
    [InlineData("\"p90Ms\": 0.4", "\"p90Ms\": 1e309", "00ff")]
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

    [Theory]
    [InlineData("\"isComplete\": ", "\"constantMS\": 2.5,\n  \"isComplete\": ", "'constantMS'")]
    [InlineData("\"operation\": ", "\"errorMillis\": 2.5,\n      \"operation\": ", "'errorMillis'")]
    public void Load_MemberThatIsUnknown_NamesIt(string place, string change, string named)
    {
        SomeTable.Make().Save(Path);
        var text = File.ReadAllText(Path);
        var at = text.IndexOf(place, StringComparison.Ordinal);
        File.WriteAllText(Path, text[..at] + change + text[(at + place.Length)..]);

        var failure = Assert.Throws<DamagedFileException>(() => LatencyTable.Load(Path));

        Assert.Contains(named, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_NewerVersionWithMoreMembers_NamesTheVersion()
    {
        SomeTable.Make().Save(Path);
        File.WriteAllText(Path, File.ReadAllText(Path)
            .Replace("\"version\": 3", "\"version\": 99,\n  \"more\": 1", StringComparison.Ordinal));

        var failure = Assert.Throws<DamagedFileException>(() => LatencyTable.Load(Path));

        Assert.Contains("version 99", failure.Message, StringComparison.Ordinal);
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
    public void Load_VersionWithoutNetworks_IsStillReadAndStillGuarded()
    {
        File.WriteAllText(Path, VersionTwo);

        var table = LatencyTable.Load(Path);

        Assert.Equal(SomeTable.Make().Entries, table.Entries);
        Assert.Equal(SomeTable.Make().Measurements, table.Measurements);
        Assert.Empty(table.Networks);
        File.WriteAllText(Path, VersionTwo.Replace("0.125", "0.126", StringComparison.Ordinal));
        Assert.Throws<DamagedFileException>(() => LatencyTable.Load(Path));
    }

    [Theory]
    [InlineData("\"teacher\",\n        \"efn_e1_k3\"", "\"teacher\"", "one operation for each layer")]
    [InlineData("\"latencyMs\": 0.75", "\"latencyMs\": -0.75", "the network 'teacher efn_e1_k3'")]
    [InlineData("\"teacher\",\n        \"efn_e1_k3\"", "\"teacher\",\n        \"other\"", "no time of 'other' in layer 'b'")]
    public void Load_SenselessNetwork_NamesIt(string before, string after, string named)
    {
        SomeTable.Make([new MeasuredNetwork(Selection.Of(["a", "b"], ["teacher", "efn_e1_k3"]), 0.75)]).Save(Path);
        var text = File.ReadAllText(Path);
        Assert.Contains(before, text, StringComparison.Ordinal);
        File.WriteAllText(Path, text.Replace(before, after, StringComparison.Ordinal));

        var failure = Assert.Throws<DamagedFileException>(() => LatencyTable.Load(Path));

        Assert.Contains(named, failure.Message, StringComparison.Ordinal);
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

        Assert.Equal(("ms", 4, 0.25, 0.125), (costs.Unit, costs.Count, costs.Constant, costs[new("b", "efn_e1_k3")]));
    }

    [Fact]
    public void RequireFor_OtherDevice_IsRefusedUnlessAllowed()
    {
        var teacher = EfficientNet.Define(new NetworkOptions { Resolution = 32 });
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
        var teacher = EfficientNet.Define(new NetworkOptions { Resolution = 32 });
        var table = SomeTable.Make();

        var failure = Assert.Throws<ForeignTableException>(() => table.RequireFor(SomeTable.Profile, teacher));

        Assert.Contains("'net'", failure.Message, StringComparison.Ordinal);
        Assert.Same(table, table.RequireFor(SomeTable.Profile, teacher, allowOtherNetwork: true));
    }

    // Written by a Lana that knew of no networks.
    private const string VersionTwo = """
        {
          "version": 2,
          "profile": {
            "device": "fake",
            "cores": 1,
            "os": "linux",
            "architecture": "x64",
            "runtime": "fake",
            "runtimeVersion": "1",
            "provider": "cpu",
            "threads": 1,
            "batch": 1,
            "elementType": "float32"
          },
          "measuredAt": "2026-01-02T03:04:05+00:00",
          "network": "net",
          "networkFingerprint": "0123",
          "isComplete": true,
          "teacherMs": 1,
          "constantMs": 0.25,
          "layers": [
            "a",
            "b"
          ],
          "entries": [
            {
              "layer": "a",
              "operation": "identity",
              "latencyMs": 0,
              "errorMs": 0,
              "note": "disappears"
            },
            {
              "layer": "a",
              "operation": "teacher",
              "latencyMs": 0.5,
              "errorMs": 0.01,
              "note": null
            },
            {
              "layer": "b",
              "operation": "efn_e1_k3",
              "latencyMs": 0.125,
              "errorMs": 0.01,
              "note": null
            },
            {
              "layer": "b",
              "operation": "teacher",
              "latencyMs": 0.25,
              "errorMs": 0.02,
              "note": null
            }
          ],
          "measurements": {
            "00ff": {
              "medianMs": 0.3,
              "p10Ms": 0.29,
              "p90Ms": 0.4,
              "relativeError": 0.001,
              "count": 40
            }
          },
          "hash": "2515e6915f92c57540e10daab89d6548"
        }
        """;
}
