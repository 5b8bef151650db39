using System.Text;

namespace Lana.Tables;

/// <summary>A file that is never in memory: a first line, and then the same row again and again.</summary>
internal sealed class RepeatedRow(string first, string row, int count) : Stream
{
    private readonly byte[] _first = Encoding.UTF8.GetBytes(first);
    private readonly byte[] _row = Encoding.UTF8.GetBytes(row);
    private long _position;

    /// <summary>How many rows have been handed out, in part or whole.</summary>
    public long RowsRead => Math.Max(0, (_position - _first.Length + _row.Length - 1) / _row.Length);

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => _first.Length + ((long)_row.Length * count);

    public override long Position
    {
        get => _position;
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count)
    {
        var wanted = (int)Math.Min(count, Length - _position);
        for (var i = 0; i < wanted; i++, _position++)
        {
            buffer[offset + i] = _position < _first.Length
                ? _first[_position]
                : _row[(_position - _first.Length) % _row.Length];
        }

        return wanted;
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
