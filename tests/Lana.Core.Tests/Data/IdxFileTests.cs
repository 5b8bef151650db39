namespace Lana.Data;

public sealed class IdxFileTests : IDisposable
{
    private readonly Scratch _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Read_ImagesPlainOrGzip_GivesShapeAndBytes(bool gzip)
    {
        var content = IdxFiles.Plain([2, 3, 4], IdxFiles.Bytes(24));
        var path = _folder.File("images", gzip ? IdxFiles.Gzip(content) : content);

        var file = IdxFile.Read(path);

        Assert.Equal([2, 3, 4], file.Dimensions);
        Assert.Equal(IdxFiles.Bytes(24), file.Values.ToArray());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Read_LargerThanTheFirstBuffer_GivesEveryByte(bool gzip)
    {
        var bytes = IdxFiles.Bytes(2_500_000);
        var content = IdxFiles.Plain([bytes.Length], bytes);

        var file = IdxFile.Read(_folder.File("labels", gzip ? IdxFiles.Gzip(content) : content));

        Assert.Equal([bytes.Length], file.Dimensions);
        Assert.True(file.Values.Span.SequenceEqual(bytes));
    }

    [Fact]
    public void Read_ShapeOfMoreThanTheFileHolds_AllocatesLittle()
    {
        var path = _folder.File("images", [0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 4, 0, 0, 0, 4, 0, 1, 2, 3]);
        Assert.Throws<InvalidDataSourceException>(() => IdxFile.Read(path));
        var before = GC.GetAllocatedBytesForCurrentThread();

        Assert.Throws<InvalidDataSourceException>(() => IdxFile.Read(path));

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 200_000);
    }

    [Theory]
    [InlineData(new byte[] { }, "inside its header")]
    [InlineData(new byte[] { 0, 0, 8 }, "inside its header")]
    [InlineData(new byte[] { 0, 0, 8, 1, 0, 0, 0 }, "inside its header")]
    [InlineData(new byte[] { 0, 0, 8, 2, 0, 0, 0, 1, 0, 0, 0, 1, 5 }, "begins with 00000802")]
    [InlineData(new byte[] { 0, 0, 8, 4, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1, 5 }, "begins with 00000804")]
    [InlineData(new byte[] { 0, 0, 13, 1, 0, 0, 0, 1, 0, 0, 0, 0 }, "begins with 00000d01")]
    [InlineData(new byte[] { 0x89, (byte)'P', (byte)'N', (byte)'G' }, "begins with 89504e47")]
    [InlineData(new byte[] { 0, 0, 8, 1, 0, 0, 0, 0 }, "dimension 0 is 0")]
    [InlineData(new byte[] { 0, 0, 8, 1, 0xFF, 0xFF, 0xFF, 0xFF }, "dimension 0 is 4294967295")]
    [InlineData(new byte[] { 0, 0, 8, 1, 0, 0, 0, 3, 1, 2 }, "needs 3 bytes, it holds 2: it is cut short")]
    [InlineData(new byte[] { 0, 0, 8, 1, 0, 0, 0, 3, 1, 2, 3, 4 }, "holds more")]
    [InlineData(new byte[] { 0, 0, 8, 1, 0x7F, 0xFF, 0xFF, 0xFF, 1 }, "2 GB")]
    [InlineData(new byte[] { 0, 0, 8, 1, 0x70, 0, 0, 0, 1 }, "needs 1879048192 bytes, it holds 1")]
    [InlineData(
        new byte[] { 0, 0, 8, 3, 0x7F, 0xFF, 0xFF, 0xFF, 0x7F, 0xFF, 0xFF, 0xFF, 0x7F, 0xFF, 0xFF, 0xFF }, "2 GB")]
    public void Read_ContentAtFault_SaysWhatPlainOrGzip(byte[] content, string expected)
    {
        foreach (var bytes in new[] { content, IdxFiles.Gzip(content) })
        {
            var path = _folder.File("bad", bytes);

            var thrown = Assert.Throws<InvalidDataSourceException>(() => IdxFile.Read(path));

            Assert.Equal(path, thrown.Path);
            Assert.Contains(path, thrown.Message, StringComparison.Ordinal);
            Assert.Contains(expected, thrown.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Read_HeaderClaimsGigabytes_AllocatesLittle()
    {
        var path = _folder.File("bad", [0, 0, 8, 1, 0x70, 0, 0, 0, 1]);
        var before = GC.GetAllocatedBytesForCurrentThread();

        Assert.Throws<InvalidDataSourceException>(() => IdxFile.Read(path));

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 16_000_000);
    }

    [Fact]
    public void Read_GzipCutAnywhere_Throws()
    {
        var whole = IdxFiles.Gzip(IdxFiles.Plain([4, 5, 5], IdxFiles.Bytes(100)));

        for (var length = 0; length < whole.Length; length++)
        {
            var path = _folder.File("cut", whole[..length]);
            var thrown = Record.Exception(() => IdxFile.Read(path));
            Assert.True(thrown is InvalidDataSourceException, $"Cut to {length} of {whole.Length}: {thrown}");
        }
    }

    [Fact]
    public void Read_GzipWithOneByteChanged_GivesTheSameOrThrows()
    {
        var bytes = IdxFiles.Bytes(100);
        var whole = IdxFiles.Gzip(IdxFiles.Plain([4, 5, 5], bytes));

        for (var position = 0; position < whole.Length; position++)
        {
            var changed = whole.ToArray();
            changed[position] ^= 0x55;
            var path = _folder.File("flipped", changed);
            byte[]? read = null;
            var thrown = Record.Exception(() => read = IdxFile.Read(path).Values.ToArray());
            Assert.True(
                thrown is InvalidDataSourceException || bytes.AsSpan().SequenceEqual(read), $"At {position}: {thrown}");
        }
    }

    [Fact]
    public void Read_MissingOrDirectory_ThrowsWithTheName()
    {
        var missing = Assert.Throws<InvalidDataSourceException>(() => IdxFile.Read(_folder.File("none")));
        Assert.Throws<InvalidDataSourceException>(() => IdxFile.Read(_folder.Path));

        Assert.Contains("none", missing.Message, StringComparison.Ordinal);
    }
}
