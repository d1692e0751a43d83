// Copies tree-sitter's tree into the flat array of `node.rs`, reading its subtrees directly: its cursor takes a quarter
// of the time that parsing takes, this a tenth of that. The headers are those of the very tree-sitter that is linked
// (see build.rs), so the layouts are its own; `flatten.rs` holds the result against the cursor's.

#include "language.h"
#include "subtree.h"
#include "tree.h"

// `Node` in node.rs: a kind and a field of 8 bits, each below a place in the array of 24.
typedef struct {
  uint32_t start;
  uint32_t end;
  uint32_t kind_and_parent;
  uint32_t field_and_next;
} FlatNode;

#if defined(__GNUC__)
#define PREFETCH(it) __builtin_prefetch(it)
#else
#define PREFETCH(it)
#endif

static inline uint32_t packed(uint8_t low, uint32_t place) {
  return low | place << 8;
}

// `Tables` in flatten.rs. By symbol: its kind, whether it stays without a role, whether it is a leaf. By field: its role.
typedef struct {
  const uint8_t *kinds;
  const uint8_t *keep;
  const uint8_t *whole;
  const uint8_t *fields;
  uint32_t symbols;
  uint8_t error;
} FlatTables;

// A subtree whose children are being read.
typedef struct {
  const Subtree *child;
  const Subtree *end;
  // Other names of its children, by `structural`; NULL if none has one.
  const TSSymbol *aliases;
  const TSFieldMapEntry *fields;
  const TSFieldMapEntry *fields_end;
  // The next child, counted without comments and the like: what aliases and fields go by.
  uint32_t structural;
  // Where its next child begins, padding included, in bytes.
  uint32_t position;
  // The nearest node around the children.
  uint32_t node;
  // What the children of a hidden subtree are to that node.
  TSFieldId role;
  bool hidden;
} Frame;

typedef Array(Frame) Frames;

static inline TSFieldId field_at(const Frame *frame) {
  for (const TSFieldMapEntry *it = frame->fields; it < frame->fields_end; it++) {
    if (it->child_index == frame->structural && !it->inherited) return it->field_id;
  }
  return frame->hidden ? frame->role : 0;
}

// Writes at most `capacity` nodes and returns how many there are.
uint32_t nestor_flatten(const TSTree *tree, const FlatTables *tables, FlatNode *nodes, uint32_t capacity) {
  const TSLanguage *language = tree->language;
  Frames frames = array_new();
  uint32_t count = 0;
  // The root is read as the only child of nothing.
  Frame frame = { .child = &tree->root, .end = &tree->root + 1, .hidden = true };
  for (;;) {
    while (frame.child == frame.end) {
      if (!frame.hidden && frame.node < capacity) {
        FlatNode *whole = &nodes[frame.node];
        whole->field_and_next = packed(whole->field_and_next, count);
      }
      if (frames.size == 0) {
        array_delete(&frames);
        return count;
      }
      frame = array_pop(&frames);
    }
    Subtree subtree = *frame.child++;
    // In a large tree the next one is far away, and is on its way here while this one is read.
    if (frame.child != frame.end && !frame.child->data.is_inline) PREFETCH(frame.child->ptr);
    bool is_inline = subtree.data.is_inline;
    TSSymbol symbol = is_inline ? subtree.data.symbol : subtree.ptr->symbol;
    bool visible = is_inline ? subtree.data.visible : subtree.ptr->visible;
    bool extra = is_inline ? subtree.data.extra : subtree.ptr->extra;
    uint32_t start = frame.position + (is_inline ? subtree.data.padding_bytes : subtree.ptr->padding.bytes);
    uint32_t end = start + (is_inline ? subtree.data.size_bytes : subtree.ptr->size.bytes);
    bool descend = !is_inline && subtree.ptr->child_count > 0;
    uint32_t position = frame.position, node = frame.node;
    frame.position = end;
    TSFieldId role = 0;
    if (!extra) {
      TSSymbol alias = frame.aliases ? frame.aliases[frame.structural] : 0;
      if (alias) {
        symbol = alias;
        visible = true;
      }
      role = field_at(&frame);
      frame.structural++;
    }
    if (!visible) {
      descend = descend && subtree.ptr->visible_child_count > 0;
    } else {
      bool known = symbol < tables->symbols;
      if (!role && known && !tables->keep[symbol]) continue;
      bool lost = symbol == ts_builtin_sym_error || ts_subtree_missing(subtree);
      node = count++;
      if (node < capacity) {
        uint8_t kind = lost ? tables->error : known ? tables->kinds[symbol] : 0;
        nodes[node] = (FlatNode) {
          .start = start,
          .end = end,
          .kind_and_parent = packed(kind, frame.node),
          .field_and_next = packed(tables->fields[role], node + 1),
        };
      }
      descend = descend && !(known && tables->whole[symbol] && subtree.ptr->error_cost == 0);
    }
    if (descend) {
      uint16_t production = subtree.ptr->production_id;
      array_push(&frames, frame);
      frame = (Frame) {
        .child = ts_subtree_children(subtree),
        .end = ts_subtree_children(subtree) + subtree.ptr->child_count,
        .aliases = production ? &language->alias_sequences[production * language->max_alias_sequence_length] : NULL,
        .position = position,
        .node = node,
        .role = role,
        .hidden = !visible,
      };
      ts_language_field_map(language, production, &frame.fields, &frame.fields_end);
    }
  }
}
