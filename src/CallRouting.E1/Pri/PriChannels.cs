using System.Numerics;

namespace CallRouting.E1;

/// <summary>The B channels of one interface, a bit for each time slot.</summary>
internal sealed class PriChannels(PriOptions options)
{
    private readonly uint all = options.Channels & ~1u;

    /// <summary>Channels with a call.</summary>
    public uint Busy { get; private set; }

    /// <summary>Channels that this side took out of service.</summary>
    public uint Blocked { get; set; }

    /// <summary>Channels whose far end did not answer (Q.931 §5.3.3, §5.5.1).</summary>
    public uint Failed { get; set; }

    /// <summary>Channels that are being restarted, or wait for it.</summary>
    public uint Restarting { get; set; }

    /// <summary>All channels that exist.</summary>
    public uint All => all;

    /// <summary>Channels that can carry calls, those that carry one counted.</summary>
    public uint InService => all & ~Blocked & ~Failed;

    /// <summary>Channels for new calls.</summary>
    public uint Free => InService & ~Busy & ~Restarting;

    /// <summary>Whether a time slot is one of the interface's channels.</summary>
    public bool Exists(int slot) => slot is > 0 and < 32 && (all >> slot & 1) != 0;

    public bool IsFree(int slot) => slot is > 0 and < 32 && (Free >> slot & 1) != 0;

    /// <summary>The channel for a call that any will do for; 0: none is free.</summary>
    /// <remarks>The two sides begin at opposite ends, so that they rarely choose the same at once.</remarks>
    public byte Choose(uint except = 0)
    {
        var free = Free & ~except;
        if (free == 0)
            return 0;
        var isLowest = options.Selection == ChannelSelection.BySide
            ? options.Side == PriSide.User
            : options.Selection == ChannelSelection.Lowest;
        return (byte)(isLowest ? BitOperations.TrailingZeroCount(free) : BitOperations.Log2(free));
    }

    public void Take(int slot) => Busy |= 1u << slot;

    public void Release(int slot)
    {
        if (slot > 0)
            Busy &= ~(1u << slot);
    }

    /// <summary>The element that names a channel.</summary>
    public ChannelElement Name(byte slot, bool isExclusive) => new()
    {
        IsExplicit = options.InterfaceId >= 0,
        InterfaceId = (byte)Math.Max(options.InterfaceId, 0),
        IsPrimary = true,
        IsExclusive = isExclusive,
        Choice = slot == 0 ? ChannelChoice.Any : ChannelChoice.Indicated,
        HasChannels = true,
        Type = 3,
        Channels = 1u << (options.LogicalNumbering && slot > 16 ? slot - 1 : slot),
    };

    /// <summary>The time slots that an element names; a slot map has slots whatever the numbering (Q.931
    /// §4.5.13).</summary>
    public uint Slots(in ChannelElement element)
    {
        var named = element.Channels;
        if (!element.IsMap && options.LogicalNumbering)
            named = named & 0xFFFF | (named & 0xFFFF_0000) << 1;
        return named;
    }
}
